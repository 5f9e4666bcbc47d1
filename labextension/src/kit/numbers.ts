/** Numbers as people read them: three significant digits, SI prefix, thin space, a true minus sign. */
import { trans } from './trans';

const THIN = '\u2009';
const MINUS = '\u2212';
const TIMES = '\u00d7';
const NONE = '\u2013';
const SUPERSCRIPT: Record<string, string> = {
  '-': '\u207b',
  '0': '\u2070',
  '1': '\u00b9',
  '2': '\u00b2',
  '3': '\u00b3',
  '4': '\u2074',
  '5': '\u2075',
  '6': '\u2076',
  '7': '\u2077',
  '8': '\u2078',
  '9': '\u2079',
};
type Maybe = number | null | undefined;

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

/** `si(77562)` is "77.6 k", `si(131072, "B")` is "131 kB". */
export function si(value: Maybe, unit = ''): string {
  if (value == null || !Number.isFinite(value)) return NONE;
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];
  let step = 0;
  let scaled = value;
  while (Math.abs(scaled) >= 999.5 && step < prefixes.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  const digits = step === 0 && Number.isInteger(value) ? String(value) : threeDigits(scaled);
  return (digits + (unit || step ? THIN : '') + prefixes[step] + unit).replace('-', MINUS);
}

export const bytes = (value: Maybe): string => si(value, 'B');

/** Microseconds, in the unit that reads best. */
export function time(microseconds: Maybe): string {
  if (microseconds == null || !Number.isFinite(microseconds)) return NONE;
  if (microseconds < 999.5) return `${threeDigits(microseconds)}${THIN}\u00b5s`;
  if (microseconds < 999.5e3) return `${threeDigits(microseconds / 1e3)}${THIN}ms`;
  return `${threeDigits(microseconds / 1e6)}${THIN}s`;
}

/** Seconds as a clock: "1:04", "2:00:07". */
export function clock(seconds: Maybe): string {
  if (seconds == null || !Number.isFinite(seconds)) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `power(-4)` is "10⁻⁴". */
export const power = (exponent: number): string =>
  '10' + [...String(exponent)].map(digit => SUPERSCRIPT[digit]).join('');

/** A measured value; powers below 0.001 and from 100,000 on. */
export function num(value: Maybe): string {
  if (value == null || Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '\u221e' : MINUS + '\u221e';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) {
    const [mantissa, exponent] = value.toExponential(2).split('e');
    return `${mantissa}\u00b7${power(Number(exponent))}`.replace('-', MINUS);
  }
  return (size >= 999.5 ? int(value) : value.toPrecision(3)).replace('-', MINUS);
}

/** A count, exact, with thousands commas. */
export const int = (value: Maybe): string =>
  value == null || !Number.isFinite(value) ? NONE : Math.round(value).toLocaleString('en-US').replace('-', MINUS);

/** A share of one as a percentage. */
export function percent(share: Maybe): string {
  if (share == null || !Number.isFinite(share)) return NONE;
  if (share > 0 && share < 0.01) return `<1${THIN}%`;
  return `${(share * 100).toFixed(share >= 0.9 && share < 0.9995 ? 1 : 0)}${THIN}%`;
}

/** `[64, 16, 8, 8]` as "64×16×8×8"; the first dimension is dropped where it is the batch all nodes share. */
export function shape(dimensions: readonly number[] | null | undefined, batch?: number | null): string {
  if (!dimensions) return NONE;
  const shown = batch != null && dimensions.length > 1 && dimensions[0] === batch ? dimensions.slice(1) : dimensions;
  return shown.length ? shown.join(TIMES) : trans.__('scalar');
}
