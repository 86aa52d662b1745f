"""Which addresses are public."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.address import is_public

INNER_TEXT = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1
127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.9
192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::10.0.0.1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::1 64:ff9b:1::a00:1 64:ff9b:1::7f00:1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:1::
2001:0:a00:1:: 2001:0:4136:e378:8000:63bf:f5ff:fffe 2001:db8::1 ::8.8.8.8 64:ff9b:1::808:808 64:ff9b:1:7f00:0:100:808:808 ::ffff:0:8.8.8.8 2001:0:808:808::f7f7:f7f7 2001::1 2001:10::1 fc00::1
fd00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 100::1 localhost example.org 127.1
2130706433 0x7f000001 0177.0.0.1 127.0.0.1.
"""
INNER = INNER_TEXT.split()
OUTER_TEXT = """
1.1.1.1 8.8.8.8 93.184.216.34 203.0.114.1 2606:4700:4700::1111 2a00:1450:4001:81b::200e
::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
"""
OUTER = OUTER_TEXT.split()


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_refused(address):
    assert not is_public(address)


def test_there_are_at_least_forty_inner_spellings():
    assert len(INNER) >= 40


@pytest.mark.parametrize("address", OUTER)
def test_a_public_address_is_allowed(address):
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_nothing_private_passes_in_any_wrapping(address):
    wrapped = [
        str(address),
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x0064FF9B << 96) | int(address))),
        str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80) | 1)),
    ]
    if not address.is_global or address.is_multicast:
        assert not any(is_public(text) for text in wrapped)


@given(st.text(max_size=50))
def test_any_text_is_judged(text):
    assert is_public(text) in {True, False}
