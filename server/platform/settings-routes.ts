import { calendarChange, calendarRead, calendarReset } from '#contract/calendar';
import { settingsList, settingWrite } from '#contract/settings';
import {
  changeCalendarYear, readCalendarYear, resetCalendarYear,
} from './calendar-years.ts';
import type { Bind } from './http/bind.ts';
import { changeSetting, listSettings, type SettingChecks } from './named-settings.ts';

/** `checks` are of modules whose records a setting names. */
export function settingsRoutes(bind: Bind, checks: SettingChecks): void {
  bind(settingsList, (ctx) => listSettings(ctx));
  bind(settingWrite, (ctx, { params, body }) =>
    changeSetting(ctx, { ...params, ...body }, checks));
  bind(calendarRead, (ctx, { params }) => readCalendarYear(ctx, params.year));
  bind(calendarChange, (ctx, { params, body }) =>
    changeCalendarYear(ctx, { ...params, ...body }));
  bind(calendarReset, (ctx, { params }) => resetCalendarYear(ctx, params.year));
}
