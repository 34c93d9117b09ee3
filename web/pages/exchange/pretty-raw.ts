/** JSON with indents for reading; what is no JSON is shown as it came. */
export function prettyRaw(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
