import { IconLock } from './icons.ts';
import { PageHeader } from './page.tsx';
import { EmptyState } from './states.tsx';

type ForbiddenProps = {
  /** Heading of the page, where nothing else has written it. */
  page?: string;
  title: string; hint: string;
};

/** In place of what one has no right to: what it is, and who gives the right. */
export function Forbidden({ page, title, hint }: ForbiddenProps) {
  return (
    <>
      {page ? <PageHeader title={page} divided /> : null}
      <EmptyState icon={<IconLock size={20} stroke={1.5} />} title={title} hint={hint} />
    </>
  );
}
