import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { allows, useSession } from '../../api/session.ts';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { usePipelines } from './use-deals-view.ts';

const DealForm = lazyPart(() => import('./create-deal.tsx').then((module) => module.DealForm));

/** On the card of a client: a deal with this client, by «C» too. */
export function NewDealButton({ company }: { company: ReferenceValue }) {
  const mayCreate = allows(useSession(), 'deal', 'create');
  const { pipelines } = usePipelines();
  const [isOpen, setOpen] = useState(false);
  useHotkeys(mayCreate ? { c: () => setOpen(true) } : {});
  if (!mayCreate) return null;
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconPlus size={15} stroke={1.75} />}
        title={`${ruDeals.create.title}: C`}
        onClick={() => setOpen(true)}
      >
        {ruDeals.add}
      </Button>
      <Suspense>
        {isOpen && pipelines.length > 0 ? (
          <DealForm company={company} pipelines={pipelines} onClose={() => setOpen(false)} />
        ) : null}
      </Suspense>
    </>
  );
}
