import type { Icon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { layoutVariants } from '#contract/keyboard-layout';
import { searchEverything } from '#contract/search';
import { routeQuery } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruPalette } from '../../texts/ru-palette.ts';
import { IconBuilding, IconChecklist, IconFileText, IconPackage, IconUser } from '../icons.ts';
import type { Command } from './commands.ts';

export type PaletteOption = {
  id: string;
  group: string;
  title: string;
  subtitle?: string;
  icon: Icon;
  keys?: string;
  run: () => void;
};

export type HitOption = Omit<PaletteOption, 'run'> & { entity: string; entityId: number };

const PAUSE_MS = 120;

const ICONS: Record<string, Icon> = {
  company: IconBuilding, contact: IconUser, employee: IconUser, task: IconChecklist,
  product: IconPackage,
};

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** What the server finds; the layout is its business too, it tries both readings. */
export function useSearchHits(text: string) {
  const q = usePaused(text.trim());
  const isAsked = q.length >= 2;
  const { data, isError, isFetching } = useQuery({
    ...routeQuery(searchEverything, { query: { q } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  const groups = isAsked && text.trim() ? data?.groups ?? [] : [];
  // What has no page of its own yet is not offered: a line that does nothing is worse than none.
  const openable = groups.filter((group) => pathOfEntity(group.entity, 1) !== null);
  const options: HitOption[] = openable.flatMap((group) => group.items.map((item) => ({
    id: `${group.entity}-${item.id}`,
    entity: group.entity,
    entityId: item.id,
    group: ruPalette.groups[group.entity] ?? group.entity,
    title: item.title,
    subtitle: item.subtitle,
    icon: ICONS[group.entity] ?? IconFileText,
  })));
  return { options, isFailed: isAsked && isError, isSearching: q !== text.trim() || isFetching };
}

/** Commands whose words begin with what was typed, in either layout. */
export function matchCommands(text: string, commands: Command[]): Command[] {
  const typed = text.trim().toLowerCase();
  if (!typed) return commands;
  const variants = layoutVariants(typed);
  return commands.filter((command) => {
    const title = command.title.toLowerCase();
    return variants.some((variant) => title.startsWith(variant) || title.includes(` ${variant}`));
  });
}
