/** Elements without a framework: text always goes in as text, listeners only as functions. */
export type Child = Node | string | number | null | undefined | false | Child[];
type Listener = (event: never) => void;
export type Attributes = Record<string, string | number | boolean | null | undefined | Listener>;

type Name<Tag extends string> = Tag extends `${infer Head}.${string}` ? Head : Tag;
type Html<Tag extends string> =
  Name<Tag> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name<Tag>] : HTMLElement;
type Svg<Tag extends string> =
  Name<Tag> extends keyof SVGElementTagNameMap ? SVGElementTagNameMap[Name<Tag>] : SVGElement;

/** An HTML element: `h("button.nbt-button.wide", { onclick }, "Stop")`. */
export function h<Tag extends string>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): Html<Tag> {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElement(name), classes, attributes, children) as Html<Tag>;
}

/** An SVG element, written the same way. */
export function s<Tag extends string>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): Svg<Tag> {
  const [name, ...classes] = tag.split('.');
  return fill(
    document.createElementNS('http://www.w3.org/2000/svg', name),
    classes,
    attributes,
    children,
  ) as unknown as Svg<Tag>;
}

/** Replace what an element holds. */
export function replace(element: Element, ...children: Child[]): void {
  element.replaceChildren(...flatten(children));
}

function fill(element: Element, classes: string[], attributes: Attributes, children: Child[]): Element {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value as EventListener);
    else if (value == null || name.startsWith('on')) continue;
    else if (name.startsWith('aria-'))
      element.setAttribute(name, String(value)); // aria-checked="false" means something
    else if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...flatten(children));
  return element;
}

function flatten(children: Child[]): (Node | string)[] {
  return children.flatMap(child => {
    if (child == null || child === false) return [];
    if (Array.isArray(child)) return flatten(child);
    return [typeof child === 'number' ? String(child) : child];
  });
}
