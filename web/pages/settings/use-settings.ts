import { useMutation, useQuery } from '@tanstack/react-query';
import { settingsList, settingWrite } from '#contract/settings';
import type { Setting } from '#contract/settings';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';

export type EditorProps = {
  setting: Setting;
  disabled: boolean;
  onSave: (value: unknown) => void;
};

/** Values that tell time stand beside the calendar. */
export const OF_CALENDAR = new Set(['company.timeZone', 'company.hours', 'company.quietHours']);

const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(settingsList) });

export function useSettings() {
  useChanges('setting', null, refresh);
  return useQuery(routeQuery(settingsList, {}));
}

/** Saves at once; the toast puts the previous value back. */
export function useSaveSetting(setting: Setting) {
  const write = (value: unknown) =>
    call(settingWrite, { params: { name: setting.name }, body: { value } });
  return useMutation({
    mutationFn: write,
    onSuccess: () => {
      const before = setting.value;
      toast(ruSettings.saved(setting.label), {
        undo: () => {
          write(before).catch((error: unknown) =>
            failToast(ruSettings.saveFailed(setting.label), error)).finally(refresh);
        },
      });
    },
    onError: (error) => failToast(ruSettings.saveFailed(setting.label), error),
    onSettled: refresh,
  });
}
