import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { SavedView, ViewQuery } from '#contract/views';
import { useCreateView, useEditView, useRemoveView, useSavedViews } from '../../api/views.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { failToast } from '../fail-toast.ts';
import { IconDots, IconTrash } from '../icons.ts';
import { toast } from '../toast-store.ts';
import { isSameView, plainQuery } from './same-view.ts';
import css from './view-controls.module.css';

type ViewControlsProps = {
  noun: SavedView['noun'];
  /** The saved view of the address, if any. */
  viewId: number | undefined;
  /** What the address shows now. */
  query: ViewQuery;
  onView: (id: number | undefined) => void;
};

function SaveForm({ noun, query, onSaved }: {
  noun: SavedView['noun']; query: ViewQuery; onSaved: (view: SavedView) => void;
}) {
  const [name, setName] = useState('');
  const create = useCreateView();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    create.mutate({ noun, name: name.trim(), query: plainQuery(query) }, { onSuccess: onSaved });
  }

  return (
    <form className={css.form} onSubmit={onSubmit}>
      <TextInput
        data-autofocus
        label={ru.views.name}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(create.error, 'name')}
      />
      <FormError error={create.error} shown={['name']} />
      <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
        {ru.common.save}
      </Button>
    </form>
  );
}

function OwnViewActions({ view, query, onView }: {
  view: SavedView; query: ViewQuery; onView: ViewControlsProps['onView'];
}) {
  const edit = useEditView();
  const remove = useRemoveView();

  function update() {
    edit.mutate({ id: view.id, query: plainQuery(query) }, {
      onSuccess: () => toast(ru.views.updated(view.name)),
      onError: (error) => failToast(ru.views.update, error),
    });
  }

  function drop() {
    remove.mutate(view.id, {
      onSuccess: () => {
        onView(undefined);
        toast(ru.views.removed(view.name));
      },
      onError: (error) => failToast(ru.views.remove, error),
    });
  }

  return (
    <>
      {isSameView(view.query, query) ? null : (
        <Button variant="default" onClick={update} loading={edit.isPending}>
          {ru.views.update}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`${view.name}: ${ru.common.more}`}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.6} />} onClick={drop}>
            {ru.views.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** «Сохранить вид» for a new filter, «Обновить вид» when a saved one has been changed. */
export function ViewControls({ noun, viewId, query, onView }: ViewControlsProps) {
  const [opened, setOpened] = useState(false);
  const view = useSavedViews(noun).find((each) => each.id === viewId);
  if (view?.mine) return <OwnViewActions view={view} query={query} onView={onView} />;
  if (!query.filter && !query.q && !query.sort) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>{ru.views.save}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={ru.views.save}>
        <SaveForm
          noun={noun}
          query={query}
          onSaved={(saved) => {
            setOpened(false);
            onView(saved.id);
            toast(ru.views.saved(saved.name));
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
