"""Sound as another maker's RTSP server sends it (gst-rtsp-server): one 700 Hz tone in every packing. Prints `ready PORT`."""
import gi

gi.require_version('Gst', '1.0')
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

CHAINS = {
    'pcma': 'audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay0 pt=8',
    'pcmu': 'audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay name=pay0 pt=0',
    'aac': 'audio/x-raw,rate=16000,channels=1 ! avenc_aac ! aacparse ! rtpmp4gpay name=pay0 pt=97',
    'aac-pieces': 'audio/x-raw,rate=48000,channels=2 ! avenc_aac bitrate=320000 ! aacparse ! rtpmp4gpay mtu=300 name=pay0 pt=97',
    'latm': 'audio/x-raw,rate=16000,channels=2 ! avenc_aac ! aacparse ! rtpmp4apay name=pay0 pt=97',
    'latm-pieces': 'audio/x-raw,rate=48000,channels=2 ! avenc_aac bitrate=320000 ! aacparse ! rtpmp4apay mtu=300 name=pay0 pt=97',
    'g726': 'audio/x-raw,rate=8000,channels=1 ! avenc_g726 bitrate=32000 ! rtpg726pay name=pay0 pt=98',
}

Gst.init(None)
server = GstRtspServer.RTSPServer.new()
server.set_service('0')
server.set_address('127.0.0.1')
for name, chain in CHAINS.items():
    factory = GstRtspServer.RTSPMediaFactory.new()
    factory.set_launch(f'( audiotestsrc is-live=true wave=sine freq=700 volume=0.3 ! audioconvert ! audioresample ! {chain} )')
    server.get_mount_points().add_factory(f'/{name}', factory)
server.attach(None)
print('ready', server.get_bound_port(), flush=True)
GLib.MainLoop().run()
