// Every change of a source: a refusal says why, and what is true is shown again.
import { sourcesEdited, sourceUsage } from '#contract/deal-dictionaries';
import { sourcesList } from '#contract/deals';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { failToast } from '../../ui/fail-toast.ts';

export function refreshSources(): void {
  for (const route of [sourcesEdited, sourcesList, sourceUsage]) {
    void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  }
}

export function change(act: Promise<unknown>): Promise<boolean> {
  return act.then(() => true, (error: unknown) => {
    failToast(ruSettings.sources.changeFailed, error);
    return false;
  }).finally(refreshSources);
}
