// What a browser calls itself, as a person would: «Chrome, Windows». Pure.
import { ruSettings } from '../../texts/ru-settings.ts';

/** The first that fits: every browser says that it is some of the later ones too. */
const BROWSERS: [RegExp, string][] = [
  [/YaBrowser\//, ruSettings.access.yandex], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'], [/Linux|X11/, 'Linux'],
];

const nameIn = (names: [RegExp, string][], text: string) =>
  names.find(([sign]) => sign.test(text))?.[1];

/** A program that is no browser keeps its own words. */
export function browserWords(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const browser = nameIn(BROWSERS, userAgent);
  if (!browser) return userAgent;
  const system = nameIn(SYSTEMS, userAgent);
  return system ? `${browser}, ${system}` : browser;
}
