// XML of a workbook as it is unpacked: nobody holds a part of it whole.
import { SaxesParser } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;
/** Names come without the prefix that some programs put before each. */
export type PartHandlers = {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Characters that XML forbids are in files of careless programs; the text around them is good. */
const FORGIVEN = /disallowed character/;

export type PartReader = { write: (bytes: Uint8Array) => void; end: () => void };

export function partReader({ open, text, close }: PartHandlers): PartReader {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    if (!FORGIVEN.test(error.message)) throw error;
  });
  if (open) parser.on('opentag', ({ name, attributes }) => open(localOf(name), attributes));
  if (close) parser.on('closetag', ({ name }) => close(localOf(name)));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder();
  return {
    write: (bytes) => { parser.write(decoder.decode(bytes, { stream: true })); },
    end: () => { parser.write(decoder.decode()).close(); },
  };
}

/** The whole part, where there is one. */
export async function readPart(
  chunks: AsyncIterable<Uint8Array> | null, handlers: PartHandlers,
): Promise<void> {
  if (!chunks) return;
  const reader = partReader(handlers);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);
