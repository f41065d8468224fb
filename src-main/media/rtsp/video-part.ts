import type { StreamCounts } from '../diagnostics/stream-counts.ts';
import type { MediaSink } from '../source.ts';
import { MediaTrack, readable, type TrackEvents } from './media-track.ts';
import { announcedParameterSets } from './parameter-sets.ts';
import { RtspFailure } from './rtsp-failure.ts';
import type { SdpTrack } from './sdp.ts';
import type { TrackPart } from './track-part.ts';

/** Plays the first video track that can be read here. */
export function videoPart(sink: MediaSink, counts: StreamCounts): TrackPart {
  return {
    choose: chooseVideo,
    begin: (description, session) => {
      const events: TrackEvents = {
        unit: (unit) => {
          if (!session.over()) sink.unit(unit);
        },
        torn: () => {
          if (!session.over()) sink.torn();
        },
        foreign: () => {
          session.fail(new RtspFailure('protocol-error', 'only packets of another payload type'));
        },
      };
      const track = new MediaTrack(description, events, counts);
      const { width, height } = description.size ?? { width: 0, height: 0 };
      if (!session.over()) sink.format({ codec: description.codec, extradata: announcedParameterSets(description), width, height });
      return track;
    },
    began: () => {
      sink.began?.();
    },
    ended: (reason) => {
      sink.ended(reason);
    },
  };
}

function chooseVideo(tracks: readonly SdpTrack[]): SdpTrack {
  const video = tracks.filter(({ media }) => media === 'video');
  const track = video.find(readable);
  if (track !== undefined) return track;
  throw new RtspFailure(
    'unsupported-codec',
    video.length === 0 ? 'no video' : `video as ${video.map(({ encoding }) => encoding).join(', ')}`,
  );
}
