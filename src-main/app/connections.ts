/** What windows may call, what they are told, and what one service must hear of another. */
import { createNotifier } from '../../src-contract/ipc/builder.ts';
import { contract } from '../../src-contract/ipc/schema.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable, DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import type { Host } from '../hosts/host.ts';
import { createContractServer, type ContractServer } from '../ipc/contract-server.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { refusalDeed } from '../services/access/refusal-deed.ts';
import { unwritableNotice } from '../services/audit/open-audit.ts';
import { answeredFacts, deedOf, recordWhatHappens } from '../services/audit/record.ts';
import { recordRights } from '../services/audit/record-configuration.ts';
import { forgetPicturesOfGone } from '../services/ptz/preset-pictures.ts';
import { watchKeystore } from '../services/keystore-notice.ts';
import { followArrangements } from './arrangements.ts';
import { followApprovals } from './approvals.ts';
import { followPrivacy } from './privacy.ts';
import { followRights } from './rights.ts';
import type { Services } from './services.ts';

export function exposeContract(host: Host, services: Services, clock: Clock, log: Log): ContractServer {
  const { access, audit } = services;
  const server = createContractServer({
    contract,
    handlers: createHandlers(services),
    authorise: (permission, args) => {
      access.demand(permission, args);
    },
    recorded: (call, effect) => audit.act(deedOf(call), effect, answeredFacts),
    onRefused: ({ windowId, channel, error }) => {
      if (error.kind === 'denied' || error.kind === 'untrusted-sender')
        void audit.happened(refusalDeed(channel, windowId, error), 'refused');
      log.warn('call refused', { windowId, channel, error: error.key });
    },
    clock,
    log: log.child({ part: 'contract' }),
  });
  host.exposeContract(server);
  return server;
}

export function connect(host: Host, services: Services, owned: DisposableStore, clock: Clock): void {
  const { notices, settings, controls, remembered, cameras, ffmpeg, media, live, seat, sync, ptz } = services;
  owned.add(recordWhatHappens(services));
  owned.add(recordRights(services));
  owned.add(services.deviceSearch);
  followProvince(services, owned);
  owned.add(sayWhetherWritable(services));
  const tell = createNotifier(contract, (channel, payload) => {
    host.notify(null, channel, payload);
  });
  owned.add(
    notices.changed.on((list) => {
      tell.app.onNotices({ notices: [...list] });
    }),
  );
  owned.add(controls.changed.on(tell.controls.onChanged));
  owned.add(seat.changed.on(tell.session.onChanged));
  owned.add(ptz.changed.on(tell.ptz.onState));
  owned.add(
    followRights(services, tell, (windowId, channel, payload) => {
      host.notify(windowId, channel, payload);
    }),
  );
  owned.add(followArrangements(services, tell));
  owned.add(followPrivacy(services, tell));
  owned.add(followApprovals(services, tell, clock));
  owned.add(endPictures(services));
  owned.add(forgetPicturesOfGone(services.presetPictures, services.configuration));
  owned.add(sync.changed.on(tell.sync.onState));
  owned.add(
    sync.transferring.on((step) => {
      tell.sync.onTransfer({ step });
    }),
  );
  owned.add(
    cameras.connectionChanged.on((ids) => {
      live.camerasChanged(ids);
      ptz.camerasChanged(ids);
    }),
  );
  owned.add(watchKeystore({ strong: host.secrets.strong, notices, remembered, cameras }));
  const keepReplay = (): void => {
    const { replaySeconds, replayMemoryMb } = settings.current();
    media.keepReplay({ seconds: replaySeconds, bytes: replayMemoryMb * 1024 * 1024 });
  };
  keepReplay();
  owned.add(
    settings.changed.on(({ before, after }) => {
      tell.settings.onChanged(after);
      if (before.replaySeconds !== after.replaySeconds || before.replayMemoryMb !== after.replayMemoryMb) keepReplay();
      if (before.ffmpegPath !== after.ffmpegPath) void ffmpeg.refresh(after.ffmpegPath);
    }),
  );
  owned.add(
    ffmpeg.changed.on((found) => {
      media.configure(found.ffmpeg);
      tell.app.onFfmpeg(found.status);
    }),
  );
}

function sayWhetherWritable({ audit, notices }: Pick<Services, 'audit' | 'notices'>): Disposable {
  return audit.writable.on((writable) => {
    if (writable) notices.dismiss(unwritableNotice.id);
    else notices.post(unwritableNotice);
  });
}

/** What one person was shown is not there for the next: streams end everywhere, and what was kept of them is zeroed. */
function endPictures({ session, live, cameras, media, ptz }: Services): Disposable {
  return session.leaving.on(() => {
    ptz.personLeft();
    live.camerasChanged(new Set(cameras.list().map(({ id }) => id)));
    media.wipeReplay(null);
  });
}

/** The log goes to the province the workstation belongs to, now or from when it joins; a head at every coming and going (trust notes §2.2). */
function followProvince({ provinceAudit, session, seat }: Services, owned: DisposableStore): void {
  if (provinceAudit === null) return;
  const member = session.membership();
  if (member !== null) void provinceAudit.join(member);
  owned.add(session.joined.on((joined) => void provinceAudit.join(joined)));
  owned.add(seat.changed.on(() => void provinceAudit.signHead()));
}
