import { Checkbox } from '@mantine/core';
import { noticeChoose, noticesRead } from '#contract/notices';
import type { NoticeChoice, NoticeSettings } from '#contract/notices';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruNotices } from '../../texts/ru-notices.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import css from './notice-settings.module.css';

const { kinds: texts } = ruNotices;

export function keepSettings(settings: NoticeSettings): void {
  queryClient.setQueryData(keyOf(noticesRead, {}), settings);
}

async function choose(choice: NoticeChoice): Promise<void> {
  try {
    keepSettings(await call(noticeChoose, { body: choice }));
  } catch (error) {
    failToast(ruNotices.notSaved, error);
  }
}

function whereTo({ address, mailReady }: NoticeSettings): string {
  if (!address) return texts.noAddress;
  return mailReady ? texts.to(address) : texts.noServer;
}

/** Each kind of news: in the program, by letter, both or neither; kept at once. */
export function ChannelsPanel({ settings }: { settings: NoticeSettings }) {
  return (
    <Panel title={texts.title}>
      <p className={css.hint}>{whereTo(settings)}</p>
      <table className={plain.table}>
        <thead>
          <tr><th>{texts.kind}</th><th>{texts.inApp}</th><th>{texts.email}</th></tr>
        </thead>
        <tbody>
          {settings.types.map(({ kind, label, urgent, inApp, email }) => (
            <tr key={kind}>
              <td>
                {label}
                {urgent ? <span className={css.note}> · {texts.urgent}</span> : null}
              </td>
              <td>
                <Checkbox
                  aria-label={texts.inAppOf(label)}
                  checked={inApp}
                  onChange={(event) =>
                    void choose({ kind, email, inApp: event.currentTarget.checked })}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={texts.emailOf(label)}
                  checked={email}
                  onChange={(event) =>
                    void choose({ kind, inApp, email: event.currentTarget.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
