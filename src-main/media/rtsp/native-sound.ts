import type { OpenSoundSource, SoundEnd, SoundSink } from '../sound/sound-source.ts';
import { MediaTrack } from './media-track.ts';
import { openNativeSession, type NativeSourceDependencies } from './native-source.ts';
import { RtspFailure } from './rtsp-failure.ts';
import type { SdpTrack } from './sdp.ts';
import { soundFormat } from './sound-track.ts';
import type { TrackPart } from './track-part.ts';

/** Sound by our own RTSP client: a session that sets up the audio track and nothing else. */
export function createNativeSound(dependencies: NativeSourceDependencies): OpenSoundSource {
  return (source, sink) => openNativeSession(dependencies, source, soundPart(sink));
}

function soundPart(sink: SoundSink): TrackPart {
  let silent = false;
  return {
    choose: (tracks) => {
      const audio = tracks.filter(({ media }) => media === 'audio');
      silent = audio.length === 0;
      return chooseSound(audio);
    },
    begin: (description, session) => {
      const format = soundFormat(description);
      if (format !== null && !session.over()) sink.format(format);
      return new MediaTrack(description, {
        unit: ({ data, ptsUs, arrivalMs }) => {
          if (!session.over()) sink.unit({ data, ptsUs, arrivalMs });
        },
        // A piece of sound refers to none before it.
        torn: () => undefined,
        foreign: () => {
          session.fail(new RtspFailure('protocol-error', 'only packets of another payload type'));
        },
      });
    },
    ended: (reason) => {
      const end: SoundEnd = silent ? 'no-sound' : reason;
      sink.ended(end);
    },
  };
}

function chooseSound(audio: readonly SdpTrack[]): SdpTrack {
  const track = audio.find((candidate) => soundFormat(candidate) !== null);
  if (track !== undefined) return track;
  throw new RtspFailure(
    'unsupported-codec',
    audio.length === 0 ? 'no sound' : `sound as ${audio.map(({ encoding }) => encoding).join(', ')}`,
  );
}
