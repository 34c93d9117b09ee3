import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../api/stream.ts';
import { ru } from '../../texts/ru.ts';
import { announce } from '../announce.ts';
import { IconWifiOff } from '../icons.ts';
import banner from './banner.module.css';
import css from './connection-banner.module.css';

/** Short breaks heal by themselves; only a longer one is worth a line of the screen. */
const PATIENCE_MS = 2500;

/** «Нет связи»: shown while the stream is down; when it is back, everything is asked again. */
export function ConnectionBanner() {
  const connection = useConnection();
  const client = useQueryClient();
  const wasLost = useRef(false);
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (connection === 'reconnecting') {
      wasLost.current = true;
      const timer = setTimeout(() => setShown(true), PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    if (connection === 'live' && wasLost.current) {
      wasLost.current = false;
      setShown(false);
      announce(ru.health.back);
      void client.invalidateQueries();
    }
    return undefined;
  }, [connection, client]);

  if (!shown) return null;
  return (
    <div className={`${banner.banner} ${css.lost}`} role="status">
      <IconWifiOff size={16} stroke={1.75} aria-hidden />
      {ru.health.reconnecting}
    </div>
  );
}
