// A record beside its list or board: the address carries it, J and K walk, Esc gives the focus
// back, a second Enter opens the whole card.
import { useNavigate } from '@tanstack/react-router';
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react';
import { Suspense, useCallback, useRef } from 'react';
import { pathOfEntity } from '../paths.ts';
import { lazyPart } from '../ui/load-part.ts';
import { useIdle } from '../ui/use-idle.ts';
import { usePanelKeys } from './use-panel-keys.ts';

export type PanelProps = { id: number; onClose: () => void };

/** A noun with a panel of its own adds it here. */
const LOADS = {
  deal: () => import('../pages/deals/deal-panel.tsx').then((module) => module.DealPanel),
  lead: () => import('../pages/leads/lead-panel.tsx').then((module) => module.LeadPanel),
  company: () => import('../pages/companies/company-panel.tsx')
    .then((module) => module.CompanyPanel),
  contact: () => import('../pages/contacts/contact-panel.tsx')
    .then((module) => module.ContactPanel),
  product: () => import('../pages/products/product-panel.tsx')
    .then((module) => module.ProductPanel),
  task: async () => {
    const { TaskPanel } = await import('../pages/tasks/task-panel.tsx');
    return ({ id, onClose }: PanelProps) => <TaskPanel taskId={id} onClose={onClose} />;
  },
} satisfies Record<string, () => Promise<ComponentType<PanelProps>>>;

const PANELS = {
  deal: lazyPart(LOADS.deal), lead: lazyPart(LOADS.lead), company: lazyPart(LOADS.company),
  contact: lazyPart(LOADS.contact), product: lazyPart(LOADS.product), task: lazyPart(LOADS.task),
} satisfies Record<keyof typeof LOADS, LazyExoticComponent<ComponentType<PanelProps>>>;

type Options = {
  entity: keyof typeof PANELS;
  /** What J and K walk, in the order of the screen. */
  rows: readonly { id: number }[];
  openId: number | undefined;
  /** Writes the address; `replace` where a step back should not stop. */
  show: (id: number | undefined, replace: boolean) => void;
};

const listOf = () => document.querySelector<HTMLElement>('[role=grid], [role=treegrid]');

export function useRecordPanel({ entity, rows, openId, show }: Options): {
  open: (row: { id: number }, inNewTab: boolean) => void; panel: ReactNode;
  /** A list in groups says here what it shows; J and K then walk that. */
  walk: (shown: readonly { id: number }[] | null) => void;
} {
  const navigate = useNavigate();
  const opener = useRef<HTMLElement | null>(null);
  const shown = useRef<readonly { id: number }[] | null>(null);
  useIdle(LOADS[entity]);
  const walk = useCallback((next: readonly { id: number }[] | null) => {
    shown.current = next;
  }, []);

  usePanelKeys(openId !== undefined, (by) => {
    const walked = shown.current ?? rows;
    const at = walked.findIndex(({ id }) => id === openId);
    const next = walked[at + by];
    if (at >= 0 && next) show(next.id, true);
  });

  function open(row: { id: number }, inNewTab: boolean) {
    const path = pathOfEntity(entity, row.id);
    // Tasks have no card but this panel.
    const hasCard = entity !== 'task' && path !== null;
    if (inNewTab && hasCard) window.open(path, '_blank', 'noopener');
    else if (row.id === openId && hasCard) void navigate({ to: path });
    else {
      if (openId === undefined) opener.current = document.activeElement as HTMLElement | null;
      show(row.id, openId !== undefined);
    }
  }

  function close() {
    show(undefined, true);
    const from = opener.current;
    (from?.isConnected && from !== document.body ? from : listOf())?.focus();
  }

  const Panel = PANELS[entity];
  return {
    open,
    walk,
    panel: openId === undefined ? null : (
      <Suspense><Panel key={openId} id={openId} onClose={close} /></Suspense>
    ),
  };
}
