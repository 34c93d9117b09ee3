import {
  mailRetry, mailServerRead, mailServerTry, mailServerWrite, noticeChoose, noticeHours, noticesRead,
} from '#contract/notices';
import type { Bind } from '#platform/http/bind';
import type { Secrets } from '#platform/secrets';
import {
  readMailServer, retryMails, tryMailServer, writeMailServer,
} from './mail-server.ts';
import { chooseChannels, chooseHours, readNoticeSettings } from './notice-settings.ts';

export function noticeRoutes(bind: Bind, secrets: Secrets): void {
  bind(noticesRead, (ctx) => readNoticeSettings(ctx));
  bind(noticeChoose, (ctx, { body }) => chooseChannels(ctx, body));
  bind(noticeHours, (ctx, { body }) => chooseHours(ctx, body));
  bind(mailServerRead, (ctx) => readMailServer(ctx));
  bind(mailServerWrite, (ctx, { body }) => writeMailServer(ctx, secrets, body));
  bind(mailServerTry, (ctx, { body }) => tryMailServer(ctx, secrets, body.to));
  bind(mailRetry, (ctx) => retryMails(ctx));
}
