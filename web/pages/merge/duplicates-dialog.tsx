import { Button, Modal } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Typed } from '#contract/duplicates';
import type { MergeEntity } from '#contract/merges';
import { useNavigate } from '@tanstack/react-router';
import { allows, useSession } from '../../api/session.ts';
import { firstField } from '../../form/first-field.ts';
import { KnownRecords, useKnownRecords } from '../../form/known-records.tsx';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { paths } from '../../paths.ts';
import { ruMerge } from '../../texts/ru-merge.ts';
import { IconGitMerge, IconSearch } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { EmptyState } from '../../ui/states.tsx';
import css from './merge.module.css';

const MergeDialog = lazyPart(() =>
  import('./merge-dialog.tsx').then((module) => module.MergeDialog));

type DuplicatesProps = { entity: MergeEntity; id: number; typed: Typed };

function Candidates({ entity, typed, onChoose }: {
  entity: MergeEntity; typed: Typed; onChoose: (id: number) => void;
}) {
  const { found } = useKnownRecords(entity, typed);
  return (
    <div ref={firstField} className={css.dialog}>
      {found.length === 0 ? (
        <EmptyState
          icon={<IconSearch size={20} stroke={1.5} />}
          title={ruMerge.none}
          hint={ruMerge.noneHint}
        />
      ) : (
        <KnownRecords
          subject={entity}
          typed={typed}
          chooseLabel={ruMerge.choose}
          onChoose={({ id }) => onChoose(id)}
        />
      )}
      <ReferenceSelect
        label={ruMerge.another}
        source={entity === 'company' ? 'companies' : 'contacts'}
        value={null}
        onChange={(other) => other && other.id !== typed.exceptId && onChoose(other.id)}
      />
    </div>
  );
}

/** On demand only: nobody is told of similar records who has not asked. */
export function DuplicatesButton({ entity, id, typed }: DuplicatesProps) {
  const session = useSession();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [otherId, setOther] = useState<number | null>(null);
  if (!allows(session, entity, 'merge')) return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        title={ruMerge.openHint}
        leftSection={<IconGitMerge size={15} stroke={1.6} />}
        onClick={() => setOpen(true)}
      >
        {ruMerge.open}
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={ruMerge.title[entity]} size={480}>
          <Candidates
            entity={entity}
            typed={{ ...typed, exceptId: id }}
            onChoose={(other) => {
              setOpen(false);
              setOther(other);
            }}
          />
        </Modal>
      ) : null}
      <Suspense>
        {otherId === null ? null : (
          <MergeDialog
            entity={entity}
            survivorId={id}
            loserId={otherId}
            onClose={() => setOther(null)}
            onDone={(survivorId) => void navigate({
              to: entity === 'company' ? paths.company(survivorId) : paths.contact(survivorId),
            })}
          />
        )}
      </Suspense>
    </>
  );
}
