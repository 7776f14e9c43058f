import { t, useLanguage } from '../texts/texts.ts';

/** Numbers as they are shown. All of them keep their width while they change, so that nothing on the screen jumps. */

const formatters = new Map<string, Intl.NumberFormat>();

/** A number with exactly so many decimals, without groups, as the language writes it. */
export function decimal(value: number, decimals: number): string {
  return formatter(`${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A whole number as it is, any other one with four digits that matter, as the language writes it. */
export function significant(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return formatter('significant', { minimumSignificantDigits: 4, maximumSignificantDigits: 4 }).format(value);
}

function formatter(kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { locale } = useLanguage.getState();
  const key = `${locale} ${kind}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { ...options, useGrouping: false });
  formatters.set(key, made);
  return made;
}

/** 1 769 472 B as "1.69 MiB"; with exact bytes where a person compares two sizes, see `exactBytes`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  const exponent = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** exponent;
  return `${decimal(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ${units[exponent - 1]}`;
}

/** 1769472 as "1 769 472 bytes", with narrow no-break spaces. */
export function exactBytes(bytes: number): string {
  return t('common.bytes', { count: bytes, digits: groupDigits(bytes) });
}

export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function formatRate(fps: number): string {
  return decimal(fps, fps < 9.95 ? 2 : 1);
}

export function formatBytesPerSecond(bytes: number): string {
  return `${decimal(bytes / 1e6, bytes < 9.95e6 ? 1 : 0)} MB/s`;
}

/** Microseconds in the unit that reads best. */
export function formatMicroseconds(us: number): string {
  if (us < 0.0005) return '0 µs';
  if (us < 1) return `${Math.round(us * 1000)} ns`;
  if (us < 1000) return `${decimal(us, us < 10 ? 1 : 0)} µs`;
  return formatMilliseconds(us / 1000);
}

export function formatMilliseconds(ms: number): string {
  if (ms >= 10_000) return `${decimal(ms / 1000, 1)} s`;
  return `${decimal(ms, Math.abs(ms) < 10 ? 1 : 0)} ms`;
}

/** Whole seconds as a person says them: "8 s", "2 min 5 s", "3 h 12 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function formatSize({ width, height }: { readonly width: number; readonly height: number }): string {
  return `${width} × ${height}`;
}

export function formatDateTime(at: number): string {
  return new Date(at).toLocaleString(useLanguage.getState().locale);
}

export function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString(useLanguage.getState().locale);
}

/** A time of day to the millisecond. */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString(useLanguage.getState().locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
}
