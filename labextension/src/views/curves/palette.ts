/** Canvas needs plain colours: this reads them from the CSS tokens of the place where the chart stands. */
export class Palette {
  private known = new Map<string, string>();

  constructor(private host: HTMLElement) {}

  /** Forget everything; the next draw reads the theme of that moment. */
  refresh(): void {
    this.known.clear();
  }

  colour(token: string, alpha = 1): string {
    const key = `${token}/${alpha}`;
    let colour = this.known.get(key);
    if (colour === undefined) this.known.set(key, (colour = this.read(token, alpha)));
    return colour;
  }

  font(): string {
    let font = this.known.get('font');
    if (font === undefined) {
      font = `11px ${getComputedStyle(this.host).fontFamily || 'system-ui'}`;
      this.known.set('font', font);
    }
    return font;
  }

  /** A probe element resolves `var()` and `color-mix()` to numbers. */
  private read(token: string, alpha: number): string {
    const probe = document.createElement('i');
    probe.style.cssText = `display:none;color:var(${token})`;
    this.host.append(probe);
    const numbers = getComputedStyle(probe).color;
    probe.remove();
    const mixed = numbers.match(/color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)/);
    const plain = numbers.match(/rgba?\((\d+), (\d+), (\d+)/);
    const rgb = mixed
      ? mixed.slice(1).map((part) => Math.round(Number(part) * 255))
      : plain
        ? plain.slice(1)
        : [128, 128, 128];
    return `rgba(${rgb.join(', ')}, ${alpha})`;
  }
}

/** Call back when the theme of JupyterLab, VS Code, Colab or the system changes; returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light', 'data-vscode-theme-kind', 'class'],
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['theme'] });
  const dark = window.matchMedia?.('(prefers-color-scheme: dark)');
  dark?.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark?.removeEventListener('change', changed);
  };
}
