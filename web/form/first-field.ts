// A dialog is opened to be filled: its first field has the focus, not «Закрыть».

const FIELDS = 'input:enabled, textarea:enabled, select:enabled';

/**
 * For the ref of a form in a dialog. The dialog's own trap looks for the mark when it opens; a form
 * that came later, after its data, takes the focus itself.
 */
export function firstField(form: HTMLElement | null): void {
  if (!form) return;
  const field = form.querySelector<HTMLElement>('[data-autofocus]')
    ?? form.querySelector<HTMLElement>(FIELDS)
    ?? form.querySelector<HTMLElement>('[type=submit]');
  field?.setAttribute('data-autofocus', '');
  const dialog = form.closest('[role=dialog]');
  if (dialog?.contains(document.activeElement) && !form.contains(document.activeElement)) {
    field?.focus();
  }
}
