// Whether somebody has written something that would be lost with the page. Asked of the document
// and not of each form: a form that forgot to say so would lose what was written in it.

const typed = new Set<Field>();

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLElement;

/** What is looked for, chosen or switched is no text that somebody has to write again. */
const NOT_TEXT = 'input:is([type=search],[type=checkbox],[type=radio],[type=range],[type=color])';
/** Its text is kept in the browser: it stands there again after the page has been loaded. */
const KEPT = '[data-kept]';

function textOf(field: Field): string {
  return 'value' in field ? field.value : field.textContent ?? '';
}

/** Called once; listens as long as the page lives. */
export function watchTyping(): void {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLElement) || target.matches(`${NOT_TEXT},${KEPT}`)) return;
    for (const field of typed) if (!field.isConnected) typed.delete(field);
    typed.add(target);
  }, true);
}

/** Fields that still stand on the page with words in them, sent or not: rather ask than lose. */
export function hasTypedText(): boolean {
  return [...typed].some((field) => field.isConnected && textOf(field).trim() !== '');
}
