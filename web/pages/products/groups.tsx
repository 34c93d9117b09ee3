import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ruProducts } from '../../texts/ru-products.ts';
import { IconChevronDown } from '../../ui/icons.ts';
import { GroupTree, useGroups } from './group-tree.tsx';
import css from './products.module.css';

type GroupsProps = { chosen: number | undefined; onChoose: (id: number | undefined) => void };

/** On a phone the tree would take the place of the goods: one line says where one stands. */
function NarrowGroups({ chosen, onChoose }: GroupsProps) {
  const { data } = useGroups();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.narrow}>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        rightSection={<IconChevronDown size={15} stroke={1.75} />}
        onClick={() => setOpen(true)}
      >
        {data?.find(({ id }) => id === chosen)?.name ?? ruProducts.allGroups}
      </Button>
      {isOpen ? (
        <Modal opened fullScreen onClose={() => setOpen(false)} title={ruProducts.groups}>
          <GroupTree
            chosen={chosen}
            onChoose={(id) => {
              onChoose(id);
              setOpen(false);
            }}
          />
        </Modal>
      ) : null}
    </div>
  );
}

/** The groups beside the list; on a phone above it, in a window of their own. */
export function Groups(props: GroupsProps) {
  return (
    <>
      <aside className={css.groups} aria-label={ruProducts.groups}>
        <GroupTree {...props} />
      </aside>
      <NarrowGroups {...props} />
    </>
  );
}
