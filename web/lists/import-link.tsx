import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Entity } from '#contract/rights';
import { allows, useSession } from '../api/session.ts';
import { paths } from '../paths.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { IconUpload } from '../ui/icons.ts';

/** «Импорт из Excel» beside the export of a list, for those who may. */
export function ImportLink({ noun, entity }: { noun: string; entity: Entity }) {
  if (!allows(useSession(), entity, 'import')) return null;
  return (
    <ActionIcon
      component={Link}
      to={paths.imports()}
      search={{ noun } as never}
      size={28}
      variant="default"
      aria-label={ruLists.importFrom}
      title={ruLists.importFrom}
    >
      <IconUpload size={16} stroke={1.6} />
    </ActionIcon>
  );
}
