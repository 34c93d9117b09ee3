// What 1C reads: the first line is a word of the protocol, the rest is for the person at 1C.
import { encodeText, type TextEncoding } from '../commerceml/encode-text.ts';

export type Answer = {
  status: number;
  type: 'text/plain' | 'application/xml';
  encoding: TextEncoding;
  body: Buffer;
  headers?: Record<string, string>;
};

export function say(lines: readonly string[], encoding: TextEncoding, status = 200): Answer {
  return { status, type: 'text/plain', encoding, body: encodeText(lines.join('\n'), encoding) };
}

export const success = (encoding: TextEncoding, ...lines: string[]): Answer =>
  say(['success', ...lines], encoding);

export const progress = (encoding: TextEncoding, text: string): Answer =>
  say(['progress', text], encoding);

/** A refusal in the middle of the dialogue is an answer: 1C shows its text to the person. */
export const failure = (encoding: TextEncoding, text: string, status = 200): Answer =>
  say(['failure', text], encoding, status);
