import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { closeStream, openStream } from '../../api/stream.ts';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { useHotkeys, useSequences } from '../hotkeys.ts';
import type { KeyMap } from '../hotkeys.ts';
import { lazyPart } from '../load-part.ts';
import { holdTyping } from '../type-ahead.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Nav } from './nav.tsx';
import { closedSection, navItemsFor } from './nav-items.ts';
import css from './shell.module.css';
import { UpdateBanner } from './update-banner.tsx';

const loadPalette = () => import('../palette/palette.tsx');
const Palette = lazyPart(() => loadPalette().then((module) => module.Palette));
const MassDock = lazyPart(() =>
  import('../../mass/mass-dock.tsx').then((module) => module.MassDock));
const ViewingBar = lazyPart(() => import('./viewing-bar.tsx').then((module) => module.ViewingBar));
const ClosedSection = lazyPart(() =>
  import('./closed-section.tsx').then((module) => module.ClosedSection));
const KeysHelp = lazyPart(() =>
  import('../palette/keys-help.tsx').then((module) => module.KeysHelp));

/** After the first screen: whoever presses Ctrl+K goes on typing, and no letter may fall. */
const PALETTE_PRELOAD_MS = 1000;

type Overlay = 'none' | 'palette' | 'keys' | 'menu' | 'task';

function useShellKeys(open: (overlay: Overlay) => void): void {
  const session = useSession();
  const navigate = useNavigate();
  const openForTyping = (overlay: Overlay) => {
    holdTyping();
    open(overlay);
  };
  const keys: KeyMap = {
    'ctrl+k': () => openForTyping('palette'),
    '/': () => openForTyping('palette'),
    '?': () => open('keys'),
  };
  if (allows(session, 'deal', 'read')) {
    keys['g l'] = () => void navigate({ to: paths.dealsList() });
  }
  if (allows(session, 'deal', 'create')) {
    keys.c = () => void navigate({ to: paths.deals(), search: { create: 'deal' } });
  }
  if (allows(session, 'task', 'create')) keys.n = () => openForTyping('task');
  for (const item of navItemsFor(session)) {
    keys[`g ${item.letter}`] = () => void navigate({ to: item.to });
  }
  useHotkeys(keys, true);
  useSequences();
}

/** The page of the address; in its place, that one has no right to its section. */
function Content({ pathname }: { pathname: string }) {
  const closed = closedSection(useSession(), pathname);
  if (closed === undefined) return <Outlet />;
  return <Suspense><ClosedSection name={closed} /></Suspense>;
}

/** The signed-in frame: navigation at the left, the page in a white panel at the right. */
export function Shell({ QuickTask }: { QuickTask: ComponentType<{ onClose: () => void }> }) {
  const [overlay, setOverlay] = useState<Overlay>('none');
  const { pathname } = useLocation();
  useShellKeys(setOverlay);
  const { streamAt } = useSession();
  useEffect(() => {
    openStream(streamAt);
    return closeStream;
    // The place of the first reading; a later session of the same person moves nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    // The first screen is drawn without it.
    const kept = import('./kept-focus.ts').then(({ keepFocus }) => keepFocus());
    return () => void kept.then((stop) => stop());
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PALETTE_PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    setOverlay('none');
    // A link that has gone with its page must not leave the focus on the body.
    if (document.activeElement === document.body) document.getElementById('content')?.focus();
  }, [pathname]);

  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">{ru.nav.skip}</a>
      <Nav
        drawn={overlay === 'menu'}
        onClose={() => setOverlay('none')}
        onSearch={() => setOverlay('palette')}
        onKeys={() => setOverlay('keys')}
      />
      <main id="content" className={css.panel} tabIndex={-1}>
        <ConnectionBanner />
        <UpdateBanner />
        <Suspense fallback={null}><ViewingBar /></Suspense>
        <div className={css.page}><Content pathname={pathname} /></div>
      </main>
      <BottomBar
        onSearch={() => setOverlay('palette')}
        onMenu={() => setOverlay(overlay === 'menu' ? 'none' : 'menu')}
      />
      <Suspense>
        {overlay === 'palette' ? (
          <Palette
            onClose={() => setOverlay('none')}
            onKeys={() => setOverlay('keys')}
            onTask={() => setOverlay('task')}
          />
        ) : null}
        <MassDock />
        {overlay === 'task' ? <QuickTask onClose={() => setOverlay('none')} /> : null}
        {overlay === 'keys' ? <KeysHelp onClose={() => setOverlay('none')} /> : null}
      </Suspense>
    </div>
  );
}
