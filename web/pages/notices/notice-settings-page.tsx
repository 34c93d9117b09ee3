import { useQuery } from '@tanstack/react-query';
import { noticesRead } from '#contract/notices';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruNotices } from '../../texts/ru-notices.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { AbsencesPanel } from './absences-panel.tsx';
import { ChannelsPanel } from './channels-panel.tsx';
import { HoursPanel } from './hours-panel.tsx';
import { MailServerPanel } from './mail-server-panel.tsx';

/** How one is told and who stands in; for administrators also the server that letters leave by. */
export function NoticeSettingsPage() {
  const session = useSession();
  const { data, error, refetch } = useQuery(routeQuery(noticesRead, {}));
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
        {!data && error ? (
          <ErrorState error={error} title={ruNotices.failed} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? <SkeletonRows count={10} height={32} /> : null}
        {allows(session, 'setting', 'edit') ? <MailServerPanel /> : null}
      </PageBody>
    </Page>
  );
}
