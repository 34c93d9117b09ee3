import { ruFiles } from '../texts/ru-files.ts';
import { formatNumber } from './format.ts';

const NBSP = '\u00a0';

/** 1258291 → «1,2 МБ»; whole from ten on. */
export function formatBytes(bytes: number): string {
  const { units } = ruFiles;
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formatNumber(shown)}${NBSP}${units[unit]}`;
}
