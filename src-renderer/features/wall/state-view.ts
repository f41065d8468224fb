/** How a tile's state looks and reads: a shape, a word, and what a person can do about it. */
import type { TFunction } from 'i18next';
import type { TileState } from '../../../src-contract/model/stream-state.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { timeOfDayText } from '../../lib/time-text.ts';
import type { MarkShape } from '../../ui/StateMark.tsx';

export interface StateView {
  readonly tone: 'none' | 'replay' | 'live' | 'late' | 'lost' | 'busy';
  readonly shape: MarkShape;
  readonly word: string;
  /** What happened, and what to do; shown in the middle of the tile. */
  readonly title: string | null;
  readonly action: string | null;
  /** When: last good picture, next attempt. */
  readonly timing: string | null;
}

const plain = { title: null, action: null, timing: null };

function failedView(state: Extract<TileState, { readonly kind: 'failed' }>, t: TFunction): StateView {
  return {
    tone: 'lost',
    shape: 'cross',
    word: t('state.failed'),
    title: t(`failure.${state.reason}.title`),
    action: t(`failure.${state.reason}.action`),
    timing: state.retryInMs === null ? t('state.noRetry') : t('state.retryIn', { seconds: Math.max(1, Math.ceil(state.retryInMs / 1000)) }),
  };
}

function staleView(state: Extract<TileState, { readonly kind: 'stale' }>, t: TFunction): StateView {
  const { reason } = state;
  return {
    tone: 'lost',
    shape: 'crossed-square',
    word: t('state.stale'),
    title: reason === null ? null : t(`failure.${reason}.title`),
    action: reason === null ? null : t(`failure.${reason}.action`),
    timing: t('state.lastGood', { time: timeOfDayText(epochMs(state.lastGoodEpochMs)) }),
  };
}

function liveView({ late, suspicion }: Extract<TileState, { readonly kind: 'live' }>, t: TFunction): StateView {
  if (suspicion === 'black') return { tone: 'late', shape: 'square', word: t('state.black'), ...plain, title: t('state.blackHint') };
  if (suspicion === 'frozen') return { tone: 'late', shape: 'bars', word: t('state.frozen'), ...plain, title: t('state.frozenHint') };
  return late
    ? { tone: 'late', shape: 'triangle', word: t('state.late'), ...plain }
    : { tone: 'live', shape: 'dot', word: t('state.live'), ...plain };
}

export function stateView(state: TileState, t: TFunction): StateView {
  switch (state.kind) {
    case 'idle':
      return { tone: 'none', shape: 'ring', word: t('state.idle'), ...plain };
    case 'connecting': {
      const { attempt } = state;
      const word = attempt > 1 ? t('state.connectingAttempt', { attempt }) : t('state.connecting');
      return { tone: 'busy', shape: 'ring', word, ...plain };
    }
    case 'waiting-keyframe':
      return { tone: 'busy', shape: 'diamond', word: t('state.waiting-keyframe'), ...plain };
    case 'replay':
      return { tone: 'replay', shape: 'rewind', word: t('state.replay'), ...plain };
    case 'live':
      return liveView(state, t);
    case 'stale':
      return staleView(state, t);
    case 'failed':
      return failedView(state, t);
  }
}
