import { useRecordPanel } from './use-record-panel.tsx';

type BoardPanelProps = {
  entity: 'deal' | 'lead';
  rows: readonly { id: number }[];
  openId: number;
  show: (id: number | undefined, replace: boolean) => void;
};

/** The record of a card beside the board; its own chunk, since most look at the board alone. */
export function BoardPanel({ entity, rows, openId, show }: BoardPanelProps) {
  const focusCard = (id: number) =>
    document.querySelector(`[data-card="${id}"]`)?.closest<HTMLElement>('[data-cards]')?.focus();
  return useRecordPanel({
    entity, rows, openId,
    show: (id, replace) => {
      show(id, replace);
      if (id === undefined) focusCard(openId);
    },
  }).panel;
}
