/** A sparkline; gaps stay gaps. */
import { s } from "./dom";

export function spark(values: readonly (number | null)[], width: number, height: number, colour = "var(--nbt-accent)"): SVGElement {
  const known = values.filter((value): value is number => value != null && Number.isFinite(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  let pen = "M";
  let path = "";
  values.forEach((value, index) => {
    if (value == null || !Number.isFinite(value)) {
      pen = "M";
      return;
    }
    const x = 1 + (index / Math.max(1, values.length - 1)) * (width - 2);
    const y = height - 1.5 - ((value - low) / (high - low || 1)) * (height - 3);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = "L";
  });
  return s(
    "svg.nbt-spark",
    { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": true },
    s("path", { d: path, style: `fill: none; stroke: ${colour}; stroke-width: 1.25; stroke-linejoin: round` }),
  );
}
