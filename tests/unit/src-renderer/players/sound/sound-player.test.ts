import { beforeEach, describe, expect, it } from 'vitest';
import { VmsError } from '../../../../../src-contract/errors.ts';
import type { SoundStatus } from '../../../../../src-renderer/lib/sound-status.ts';
import { SoundPlayer } from '../../../../../src-renderer/players/sound/sound-player.ts';
import type { SoundOutputEvents } from '../../../../../src-renderer/players/sound/sound-output.ts';
import type { WorkerCommand } from '../../../../../src-renderer/players/worker-messages.ts';
import { ManualClock } from '../manual-clock.ts';

const format = { codec: 'pcma', sampleRate: 8000 } as const;

let clock: ManualClock;
let commands: WorkerCommand[];
let closed: string[];
let did: string[];
let said: SoundStatus[];
let refusal: VmsError | null;
let running: boolean;
let output: SoundOutputEvents;
let player: SoundPlayer;

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const kinds = (): readonly string[] => commands.map((command) => (command.kind === 'hear' ? `hear ${command.ticket}` : command.kind));

beforeEach(() => {
  clock = new ManualClock();
  [commands, closed, did, said, refusal, running] = [[], [], [], [], null, true];
  let tickets = 0;
  player = new SoundPlayer(
    {
      listen: ({ cameraId }) => {
        tickets += 1;
        return refusal === null ? Promise.resolve({ ticket: `${cameraId}#${tickets}` }) : Promise.reject(refusal);
      },
      close: (ticket) => void closed.push(ticket),
      send: (command) => void commands.push(command),
    },
    clock,
    (events) => {
      output = events;
      return {
        wake: () => void did.push('wake'),
        hush: () => void did.push('hush'),
        sleep: () => void did.push('sleep'),
        feed: () => Promise.resolve(new MessageChannel().port1),
        setVolume: (volume) => void did.push(`volume ${volume}`),
        get running() {
          return running;
        },
        dispose: () => void did.push('dispose'),
      };
    },
  );
  player.onStatus((status) => void said.push(status));
});

describe('SoundPlayer', () => {
  it('makes nothing before somebody wants to hear, and wakes within the very click', async () => {
    player.setVolume(0.4);
    expect(did).toEqual([]);
    player.listen('gate');
    expect(did).toEqual(['volume 0.4', 'wake']);
    await settled();
    player.told('gate#1', { kind: 'playing', format });
    expect([kinds(), said.map(({ kind }) => kind)]).toEqual([['hear gate#1'], ['starting', 'playing']]);
  });

  it('moves to another camera with a ticket for each, and closes the one it leaves', async () => {
    player.listen('gate');
    await settled();
    player.listen('yard');
    await settled();
    player.told('gate#1', { kind: 'playing', format });
    expect([kinds(), closed, player.status]).toEqual([['hear gate#1', 'unhear', 'hear yard#2'], ['gate#1'], { kind: 'starting' }]);
    player.listen(null);
    clock.advance(600);
    expect([closed, did.slice(-2), player.status.kind]).toEqual([['gate#1', 'yard#2'], ['hush', 'sleep'], 'off']);
  });

  it('closes a ticket that comes after the wish for it is gone', async () => {
    player.listen('gate');
    player.listen(null);
    await settled();
    expect([kinds(), closed]).toEqual([[], ['gate#1']]);
  });

  it('says that the machine plays nothing, until it does', async () => {
    running = false;
    player.listen('gate');
    await settled();
    player.told('gate#1', { kind: 'playing', format });
    expect(player.status.kind).toBe('playing');
    clock.advance(2_000);
    expect(player.status.kind).toBe('blocked');
    running = true;
    output.changed();
    expect(player.status.kind).toBe('playing');
  });

  it('asks again for a ticket that became void, and not where the right is missing', async () => {
    player.listen('gate');
    await settled();
    player.told('gate#1', { kind: 'closed', reason: 'ended' });
    expect(player.status).toEqual({ kind: 'failed', reason: 'ended', retries: true });
    clock.advance(1_100);
    await settled();
    expect(kinds().at(-1)).toBe('hear gate#2');
    refusal = new VmsError('denied', 'denied');
    player.revoke(['gate#2'], 'asks-again');
    await settled();
    expect(player.status).toEqual({ kind: 'failed', reason: 'denied', retries: false });
    expect(kinds().at(-1)).toBe('unhear');
  });

  it('is silent, and says so, when another window takes the sound', async () => {
    let taken = 0;
    player.onTaken(() => (taken += 1));
    player.listen('gate');
    await settled();
    player.revoke(['gate#1'], 'heard-elsewhere');
    expect([taken, player.status.kind, kinds().at(-1)]).toEqual([1, 'off', 'unhear']);
  });

  it('has a new worker hear the same camera', async () => {
    player.listen('gate');
    await settled();
    player.remount();
    await settled();
    expect(kinds()).toEqual(['hear gate#1', 'unhear', 'hear gate#2']);
    player.dispose();
    expect(did.at(-1)).toBe('dispose');
  });
});
