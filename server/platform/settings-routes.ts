import { settingsList, settingWrite } from '#contract/settings';
import type { Bind } from './http/bind.ts';
import { changeSetting, listSettings } from './named-settings.ts';

export function settingsRoutes(bind: Bind): void {
  bind(settingsList, (ctx) => listSettings(ctx));
  bind(settingWrite, (ctx, { params, body }) => changeSetting(ctx, { ...params, ...body }));
}
