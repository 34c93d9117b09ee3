// Two ways in which a file fails us: as a whole from some place on, or in one record.

/** The file cannot be read any further; the message is Russian, for a person. */
export class FileProblem extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'FileProblem';
  }
}

/** One record cannot be taken; the ones around it can. */
export class RecordProblem extends Error {
  readonly line: number | null;

  constructor(reason: string, line: number | null = null) {
    super(reason);
    this.name = 'RecordProblem';
    this.line = line;
  }
}

const XML_FAULTS: readonly [RegExp, string][] = [
  [/unclosed tag:?\s*(\S*)/i, 'файл оборван: не закрыт элемент «$1»'],
  [/unexpected end|unexpected eof|unclosed/i, 'файл оборван'],
  [/document must contain a root element/i, 'файл пуст: в нём нет XML'],
  [/unmatched closing tag:?\s*(\S*)/i, 'закрыт элемент «$1», который не открывали'],
  [/unexpected close tag/i, 'закрывается не тот элемент, который открыт'],
  [/disallowed character/i, 'встретился знак, запрещённый в имени или тексте XML'],
  [/undefined entity/i, 'встретилась неизвестная подстановка вида &имя;'],
  [/duplicate attribute/i, 'атрибут повторён дважды'],
  [/text data outside of root/i, 'текст вне корневого элемента — это не XML или дописано лишнее'],
  [/only one root/i, 'корневых элементов больше одного'],
];

/** What the XML parser complained of, in Russian with its own words behind. */
export function xmlReason(message: string): string {
  const plain = message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
  for (const [pattern, words] of XML_FAULTS) {
    const match = pattern.exec(plain);
    if (match) return `XML повреждён: ${words.replace('$1', match[1] ?? '')} (${plain})`;
  }
  return `XML повреждён (${plain})`;
}
