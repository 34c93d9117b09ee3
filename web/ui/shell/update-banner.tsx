import { useEffect, useState } from 'react';
import { useUpdate, wouldLose } from '../../api/screens.ts';
import { ru } from '../../texts/ru.ts';
import { announce } from '../announce.ts';
import { IconRefresh } from '../icons.ts';
import banner from './banner.module.css';
import css from './update-banner.module.css';

const { update: texts } = ru;

/** «Верстак обновился»: part of the first load, for what is lazy may be gone by then. */
export function UpdateBanner() {
  const update = useUpdate();
  const [isAsked, setAsked] = useState(false);
  const isNeeded = update?.isNeeded ?? false;
  const isThere = update !== null;
  useEffect(() => {
    if (isThere) announce(isNeeded ? texts.needed : texts.offered);
  }, [isThere, isNeeded]);
  if (!update) return null;

  const reload = () => {
    if (!isAsked && wouldLose()) setAsked(true);
    else window.location.reload();
  };
  return (
    <div
      className={`${banner.banner} ${css.update}`}
      role="region"
      aria-label={texts.region}
      data-needed={isNeeded || undefined}
    >
      <IconRefresh size={16} stroke={1.75} aria-hidden />
      <p>{wordsOf(isAsked, isNeeded)}</p>
      <button type="button" className={css.act} onClick={reload}>
        {isAsked ? texts.anyway : texts.act}
      </button>
      {isAsked ? (
        <button type="button" className={css.act} onClick={() => setAsked(false)}>
          {ru.common.cancel}
        </button>
      ) : null}
    </div>
  );
}

function wordsOf(isAsked: boolean, isNeeded: boolean): string {
  if (isAsked) return texts.loses;
  return isNeeded ? texts.needed : texts.offered;
}
