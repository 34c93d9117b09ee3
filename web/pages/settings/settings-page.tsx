import type { Setting } from '#contract/settings';
import { allows, useSession } from '../../api/session.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { usePeople } from '../staff/use-staff.ts';
import { SettingEditor } from './setting-editors.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { OF_CALENDAR, useSaveSetting, useSettings } from './use-settings.ts';
import css from './settings.module.css';

/** Values that have a page of their own. */
const ELSEWHERE = new Set(['company.calendarYears', ...OF_CALENDAR]);
/** These need the width of the panel. */
const WIDE = new Set(['deals.stageByStatus']);

function Row({ setting, who }: { setting: Setting; who: string | undefined }) {
  const session = useSession();
  const save = useSaveSetting(setting);
  const when = setting.changedAt
    ? ruSettings.changed(who, formatMoment(setting.changedAt)) : ruSettings.byDefault;
  return (
    <div className={css.setting}>
      <div>
        <p className={css.label}>{setting.label}</p>
        <p className={css.hint}>{`${setting.hint} ${when}.`}</p>
      </div>
      <div className={WIDE.has(setting.name) ? css.wide : undefined}>
        <SettingEditor
          key={JSON.stringify(setting.value)}
          setting={setting}
          disabled={save.isPending || !allows(session, 'setting', 'edit')}
          onSave={(value) => save.mutate(value)}
        />
      </div>
    </div>
  );
}

/** Settings one under another, each with its editor and who changed it. */
export function SettingRows({ settings }: { settings: Setting[] }) {
  const people = usePeople();
  const names = new Map(people.data?.items.map((person) => [person.id, person.name]));
  return settings.map((setting) => (
    <Row
      key={setting.name}
      setting={setting}
      who={setting.changedById === null ? undefined : names.get(setting.changedById)}
    />
  ));
}

function Groups({ settings }: { settings: Setting[] }) {
  const shown = settings.filter((setting) => !ELSEWHERE.has(setting.name));
  const groups = [...new Set(shown.map((setting) => setting.group))];
  return groups.map((group) => (
    <Panel key={group} title={group}>
      <SettingRows settings={shown.filter((setting) => setting.group === group)} />
    </Panel>
  ));
}

/** Every setting of the installation, as the contract lists them. */
export function SettingsPage() {
  const reading = useSettings();
  const { data } = reading;
  return (
    <SettingsFrame title={ruSettings.title}>
      {data ? <Groups settings={data} /> : null}
      <ReadingState of={reading} title={ruSettings.failed} rows={8} rowHeight={48} />
    </SettingsFrame>
  );
}
