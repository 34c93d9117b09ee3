import { ru } from '../texts/ru.ts';
import { BoardColumn } from './board-column.tsx';
import type {
  BoardFaces, BoardItem, BoardMoves, BoardStage, CardSource, ColumnOf,
} from './board-types.ts';
import css from './board.module.css';

const SKELETON_COLUMNS = 5;
const SKELETON_CARDS = 4;

export function BoardSkeleton() {
  return (
    <div className={css.board} role="status" aria-label={ru.common.loading}>
      {Array.from({ length: SKELETON_COLUMNS }, (_, column) => (
        <div key={column} className={css.column}>
          <div className={css.head} style={{ height: 70 }} />
          {Array.from({ length: SKELETON_CARDS }, (__, card) => (
            <div key={card} className={css.bone} />
          ))}
        </div>
      ))}
    </div>
  );
}

type BoardProps<T extends BoardItem, C extends ColumnOf<T>> = {
  stages: readonly BoardStage[];
  columns: C[];
  source: CardSource<T>;
  moves: BoardMoves<T>;
  faces: BoardFaces<T, C>;
};

/** The open stages side by side; each scrolls and reads on by itself. */
export function Board<T extends BoardItem, C extends ColumnOf<T>>(props: BoardProps<T, C>) {
  const { stages, columns, ...rest } = props;
  return (
    <div className={css.board}>
      {columns.map((column) => {
        const stage = stages.find((each) => each.id === column.stageId);
        return stage
          ? <BoardColumn key={stage.id} stage={stage} column={column} {...rest} /> : null;
      })}
    </div>
  );
}
