import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { exportsList } from '#contract/exports';
import { routeQuery } from '../api/query.ts';
import { useChanges } from '../api/stream.ts';
import css from '../mass/mass.module.css';
import { ruLists } from '../texts/ru-lists.ts';
import { Bar } from '../ui/bar.tsx';
import { IconX } from '../ui/icons.ts';
import { refreshExports, settleExports, stopExport } from './exports-store.ts';

/** Files that are being written, at the foot of every screen. */
export function ExportDock() {
  const { data } = useQuery(routeQuery(exportsList, {}));
  useChanges('export', null, () => void refreshExports());
  useEffect(() => settleExports(data?.items ?? []), [data]);
  const active = (data?.items ?? []).filter(({ state }) =>
    state === 'waiting' || state === 'running');
  return active.map((item) => (
    <div key={item.id} className={css.dockJob}>
      <span>{item.fileName}</span>
      <ActionIcon aria-label={ruLists.exportStop} onClick={() => void stopExport(item.id)}>
        <IconX size={14} />
      </ActionIcon>
      <small>{item.reason ?? ruLists.exportProgress(item.rows, item.total)}</small>
      <Bar
        percent={Math.floor(100 * item.rows / Math.max(1, item.total))}
        kind="shipped"
        label={item.fileName}
      />
    </div>
  ));
}
