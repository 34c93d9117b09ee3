import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { IconSearch } from '../../ui/icons.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';

/** An address without a page. */
export function MissingPage() {
  return (
    <Page title={ru.errors.missingTitle}>
      <PageHeader title={ru.errors.missingTitle} divided />
      <EmptyState
        icon={<IconSearch size={20} stroke={1.5} />}
        title={ru.errors.missingHeading}
        hint={ru.errors.missingDetail}
        action={<Button component={Link} to={paths.home()}>{ru.errors.toStart}</Button>}
      />
    </Page>
  );
}
