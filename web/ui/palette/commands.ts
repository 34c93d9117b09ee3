import type { Icon } from '@tabler/icons-react';
import type { Session } from '#contract/session';
import { allows } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruPalette } from '../../texts/ru-palette.ts';
import { ruMass } from '../../texts/ru-mass.ts';
import { showMass } from '../../mass/mass-store.ts';
import {
  IconArrowRight, IconChecklist, IconKeyboard, IconMoon, IconPlus, IconUpload,
} from '../icons.ts';
import { navItemsFor } from '../shell/nav-items.ts';

export type Command = {
  id: string;
  group: string;
  title: string;
  icon: Icon;
  keys?: string;
  run: () => void;
};

export type CommandMeans = {
  session: Session;
  go: (to: string, search?: Record<string, string>) => void;
  toggleTheme: () => void;
  showKeys: () => void;
  addTask: () => void;
};

/** Whose files may be loaded. */
const IMPORTED = ['company', 'contact', 'product', 'deal'] as const;

/** Everything the palette can do besides opening what the search has found. */
export function commandsFor(means: CommandMeans): Command[] {
  const { session, go } = means;
  const actions: Command[] = [
    {
      id: 'theme', group: ruPalette.actions, title: ruPalette.toggleTheme, icon: IconMoon,
      run: means.toggleTheme,
    },
    {
      id: 'keys', group: ruPalette.actions, title: ruPalette.showKeys, icon: IconKeyboard,
      keys: '?', run: means.showKeys,
    },
  ];
  if (allows(session, 'deal', 'edit') || allows(session, 'company', 'edit')) {
    actions.push({
      id: 'mass', group: ruPalette.actions, title: ruMass.window, icon: IconChecklist,
      run: () => showMass({ kind: 'list' }),
    });
  }
  if (IMPORTED.some((entity) => allows(session, entity, 'import'))) {
    actions.push({
      id: 'import', group: ruPalette.actions, title: ruPalette.import, icon: IconUpload,
      run: () => go(paths.imports()),
    });
  }
  if (allows(session, 'deal', 'create')) {
    actions.unshift({
      id: 'create-deal', group: ruPalette.actions, title: ruPalette.createDeal, icon: IconPlus,
      keys: 'C', run: () => go(paths.deals(), { create: 'deal' }),
    });
  }
  if (allows(session, 'task', 'create')) {
    actions.unshift({
      id: 'create-task', group: ruPalette.actions, title: ruPalette.createTask, icon: IconPlus,
      keys: 'N', run: means.addTask,
    });
  }
  if (allows(session, 'lead', 'create')) {
    actions.unshift({
      id: 'create-lead', group: ruPalette.actions, title: ruPalette.createLead, icon: IconPlus,
      run: () => go(paths.leads(), { create: 'lead' }),
    });
  }
  const moves: Command[] = navItemsFor(session).map((item) => ({
    id: `go-${item.letter}`,
    group: ruPalette.go,
    title: item.to === paths.deals() ? ruPalette.dealsBoard : item.label,
    icon: IconArrowRight,
    keys: `G ${item.letter.toUpperCase()}`,
    run: () => go(item.to),
  }));
  if (allows(session, 'deal', 'read')) {
    moves.push({
      id: 'go-l', group: ruPalette.go, title: ruPalette.dealsList, icon: IconArrowRight,
      keys: 'G L', run: () => go(paths.dealsList()),
    });
  }
  return [...actions, ...moves];
}
