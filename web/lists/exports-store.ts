// Exports that this tab has ordered: a file that is ready comes down by itself, once.
import { exportCancel, exportContent, exportsList, exportStart } from '#contract/exports';
import type { Export, ExportStart } from '#contract/exports';
import { call, urlOf } from '../api/client.ts';
import { keyOf, queryClient } from '../api/query.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { failToast } from '../ui/fail-toast.ts';
import { toast } from '../ui/toast-store.ts';

const awaited = new Set<number>();

export const refreshExports = () =>
  queryClient.invalidateQueries({ queryKey: keyOf(exportsList) });

/** `shown`: how many rows the screen has; of some one reads more than one may carry away. */
export async function startExport(start: ExportStart, shown?: number): Promise<void> {
  try {
    const made = await call(exportStart, { body: start });
    awaited.add(made.id);
    const isLess = !start.ids && shown !== undefined && made.total < shown;
    toast(ruLists.exportStarted,
      isLess ? { detail: ruLists.exportLess(made.total, shown) } : {});
    await refreshExports();
  } catch (error) {
    failToast(ruLists.exportFailed, error);
  }
}

export async function stopExport(id: number): Promise<void> {
  awaited.delete(id);
  await call(exportCancel, { params: { id } }).catch(() => undefined);
  await refreshExports();
}

/** Hands out what has become ready; says why another one failed. */
export function settleExports(items: readonly Export[]): void {
  for (const item of items) {
    if (!awaited.has(item.id) || item.state === 'waiting' || item.state === 'running') continue;
    awaited.delete(item.id);
    if (item.state === 'ready') download(item);
    else if (item.state === 'failed') {
      toast(ruLists.exportFailed, { meaning: 'bad', detail: item.reason ?? '' });
    }
  }
}

function download(item: Export): void {
  const link = document.createElement('a');
  link.href = urlOf(exportContent.path, { id: item.id }, {});
  link.download = item.fileName;
  document.body.append(link);
  link.click();
  link.remove();
  toast(ruLists.exportReady(item.fileName));
}
