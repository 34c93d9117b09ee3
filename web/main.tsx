import './styles/mantine.css';
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSignedOut } from './api/client.ts';
import { queryClient } from './api/query.ts';
import { knownUpdate, reloadFor, watchScreens } from './api/screens.ts';
import { forgetSession } from './api/session.ts';
import { closeStream } from './api/stream.ts';
import { watchTyping } from './api/typed-text.ts';
import { paths } from './paths.ts';
import { router } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';
import { lazyPart, whileNavigating } from './ui/load-part.ts';

// A session that ended on the server leads to the login page and back to the same address.
whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === paths.login()) return;
  closeStream();
  forgetSession();
  void router.navigate({ to: paths.login(), search: { to: href } });
});

watchTyping();
watchScreens();
whileNavigating(() => router.state.status === 'pending');
// Another page is a good moment to become the newer one: nothing on the screen is lost by it.
router.subscribe('onBeforeLoad', ({ pathChanged }) => {
  const update = knownUpdate();
  if (!pathChanged || !update) return;
  // The router writes the address a little later than it tells of it.
  router.history.flush();
  reloadFor(update.build);
});

// A toast waits in its store until this has come: it belongs to no first screen.
const Toaster = lazyPart(() => import('./ui/toaster.tsx').then((module) => module.Toaster));

const LiveFields = lazyPart(() =>
  import('./stage/live-fields.tsx').then((module) => module.LiveFields));

const root = document.getElementById('root');
if (!root) throw new Error('no #root in index.html');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense><Toaster /><LiveFields /></Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
