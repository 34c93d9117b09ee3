import { Link, useSearch } from '@tanstack/react-router';
import type { Entity } from '#contract/rights';
import type { SavedView } from '#contract/views';
import { allows, useSession } from '../../api/session.ts';
import { linkOfView, useKnownViews } from '../../api/views.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { StageDot } from '../stage-dot.tsx';
import css from './nav-views.module.css';
import navCss from './nav.module.css';

/** Views of a noun that one has no right to read lead nowhere, widened ones to other rows. */
const NOUNS: [SavedView['noun'], Entity][] = [
  ['deals', 'deal'], ['leads', 'lead'], ['tasks', 'task'], ['companies', 'company'],
  ['contacts', 'contact'], ['products', 'product'],
];

const isOffered = (view: SavedView) => view.mine || !view.isWidened;

function ViewLink({ view }: { view: SavedView }) {
  const search: { view?: number } = useSearch({ strict: false });
  return (
    <li>
      <Link
        {...linkOfView(view)}
        className={`${navCss.item} ${css.item}`}
        aria-current={search.view === view.id ? 'page' : undefined}
        title={view.name}
      >
        <StageDot color={view.colour} />
        <span className={navCss.label}>{view.name}</span>
      </Link>
    </li>
  );
}

/** Saved views under the sections; «Сохранить вид» on a list makes one. */
export function NavViews() {
  const session = useSession();
  const known = useKnownViews();
  const all = known?.filter(isOffered) ?? [];
  const views = NOUNS.flatMap(([noun, entity]) =>
    (allows(session, entity, 'read') ? all.filter((view) => view.noun === noun) : []));
  return (
    <section className={css.views} aria-label={ru.nav.views}>
      <h2 className={css.heading}>{ru.nav.views}</h2>
      {allows(session, 'deal', 'edit') ? (
        <ul className={navCss.items}>
          <li>
            <Link
              to={paths.transfers()}
              className={`${navCss.item} ${css.item}`}
              activeProps={{ 'aria-current': 'page' }}
            >
              <StageDot color="violet" />
              <span className={navCss.label}>{ru.nav.given}</span>
            </Link>
          </li>
        </ul>
      ) : null}
      {known && views.length === 0 ? <p className={css.none}>{ru.views.none}</p> : null}
      <ul className={navCss.items}>
        {views.map((view) => <ViewLink key={view.id} view={view} />)}
      </ul>
    </section>
  );
}
