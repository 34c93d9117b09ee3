import { ruClosed } from '../../texts/ru-closed.ts';
import { Forbidden } from '../forbidden.tsx';
import { Page } from '../page.tsx';

/** In place of the pages of a section that its reader has no right to. */
export function ClosedSection({ name }: { name: string }) {
  return (
    <Page title={name}>
      <Forbidden page={name} title={ruClosed.title(name)} hint={ruClosed.hint} />
    </Page>
  );
}
