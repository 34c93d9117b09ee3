import { ruWorkCalendar as texts } from '../../texts/ru-work-calendar.ts';
import { Panel } from '../../ui/page.tsx';
import { SettingRows } from './settings-page.tsx';
import { OF_CALENDAR, useSettings } from './use-settings.ts';

/** Settings that tell time, beside the calendar that they work with. */
export function HoursOfCompany() {
  const { data = [] } = useSettings();
  return (
    <Panel title={texts.hours}>
      <SettingRows settings={data.filter(({ name }) => OF_CALENDAR.has(name))} />
    </Panel>
  );
}
