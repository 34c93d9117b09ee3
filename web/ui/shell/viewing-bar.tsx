import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { viewingEnd } from '#contract/session';
import { call } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { onViewingElsewhere, reloadAsOther } from '../../api/viewing.ts';
import { ruViewing } from '../../texts/ru-controls.ts';
import { failToast } from '../fail-toast.ts';
import { useHotkeys } from '../hotkeys.ts';
import { IconEye } from '../icons.ts';
import { Keys } from '../kbd.tsx';
import css from './viewing-bar.module.css';

function leave(): void {
  call(viewingEnd, {}).then(reloadAsOther)
    .catch((error: unknown) => failToast(ruViewing.failed, error));
}

/** Whose eyes the administrator looks through; stands over every page until it ends. */
export function ViewingBar() {
  const { viewer, employee } = useSession();
  useHotkeys(viewer ? { q: leave } : {});
  useEffect(() => onViewingElsewhere(() => window.location.reload()), []);
  if (!viewer) return null;
  return (
    <div className={css.bar} role="status">
      <IconEye size={16} stroke={1.75} aria-hidden />
      <span className={css.words}>{ruViewing.as(employee.name)}</span>
      <Button variant="default" onClick={leave}>{ruViewing.leave}</Button>
      <span className={css.key}><Keys keys="Q" /></span>
    </div>
  );
}
