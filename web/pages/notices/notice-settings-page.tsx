import { useQuery } from '@tanstack/react-query';
import { noticesRead } from '#contract/notices';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruNotices } from '../../texts/ru-notices.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { AbsencesPanel } from './absences-panel.tsx';
import { ChannelsPanel } from './channels-panel.tsx';
import { HoursPanel } from './hours-panel.tsx';
import { MailServerPanel } from './mail-server-panel.tsx';

/** How one is told and who stands in; for administrators also the server that letters leave by. */
export function NoticeSettingsPage() {
  const session = useSession();
  const reading = useQuery(routeQuery(noticesRead, {}));
  const { data } = reading;
  return (
    <Page title={ruNotices.title}>
      <PageHeader title={ruNotices.title} divided />
      <PageBody padded>
        {data ? (
          <>
            <AbsencesPanel employeeId={session.employee.id} />
            <ChannelsPanel settings={data} />
            <HoursPanel key={JSON.stringify(data.hours)} hours={data.hours} />
          </>
        ) : null}
        <ReadingState of={reading} title={ruNotices.failed} rows={10} rowHeight={32} />
        {allows(session, 'setting', 'edit') ? <MailServerPanel /> : null}
      </PageBody>
    </Page>
  );
}
