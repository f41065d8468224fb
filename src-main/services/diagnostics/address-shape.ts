/** A camera's address without what could be secret: host, port, and what kind of path it is. Pure. */

/** Parts of makers' paths that help to tell a wrong address from a right one. */
const known = new Set(
  `streaming channels cam realmonitor live livestream h264 h265 hevc main sub av_stream stream streams profile media video videomain
   videosub axis-media media.amp onvif preview channel subtype ch ch0 unicast mpeg4 mjpeg sdp user password transmode
   media_service mediaprofile doc page track trackid proto tcp udp`.split(/\s+/u),
);

const shapeOf = (part: string): string =>
  known.has(part.toLowerCase()) || /^\d{1,3}$/u.test(part) ? part : part.replace(/\p{L}/gu, 'x').replace(/\d/gu, '0').slice(0, 24);

function queryShape(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return `${shapeOf(name)}=${/^\d{1,2}$/u.test(value) ? value : '*'}`;
    })
    .join('&');
}

/** `rtsp://10.0.0.9:554/Streaming/Channels/101`; anything a maker's path does not usually hold is `x` and `0`. */
export function addressShape(address: string): string {
  const parts = /^(rtsps?):\/\/(?:[^/?#]*@)?([^/?#@]*)([^?#]*)(?:\?(.*))?/iu.exec(address);
  if (parts === null) return '(not an RTSP address)';
  const [, scheme = '', host = '', path = '', query] = parts;
  const shaped = path
    .split('/')
    .map((part) =>
      part
        .split(/(?<=[_&;.])|(?=[_&;.])/u)
        .map((piece) => (piece.includes('=') ? queryShape(piece) : shapeOf(piece)))
        .join(''),
    )
    .join('/');
  return `${scheme.toLowerCase()}://${host}${shaped}${query === undefined ? '' : `?${queryShape(query)}`}`;
}
