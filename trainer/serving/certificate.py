"""A certificate this machine makes for itself, so that a classroom's browsers give the page the microphone."""

import os
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from trainer.errors import StoreFailed, WrongUse

LASTS = timedelta(days=397)
"""Browsers refuse certificates that last longer than about 13 months."""
RENEWED_BEFORE = timedelta(days=30)


def made(folder: Path, addresses: Sequence[str]) -> tuple[Path, Path]:
    """The files of certificate and key; made when missing, soon over, or without one of the addresses.

    The key stays the same, so that a browser's exception survives a new certificate where it can. Raises StoreFailed.
    """
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    wanted = {"localhost", "127.0.0.1", "::1", socket.gethostname(), *addresses}
    try:
        if not _serves(certificate, key, wanted):
            folder.mkdir(parents=True, exist_ok=True)
            private = _kept_key(key)
            certificate.write_bytes(_signed(private, sorted(wanted)).public_bytes(serialization.Encoding.PEM))
    except (OSError, ValueError) as error:
        raise StoreFailed(f"The certificate in {folder} can't be made or read: {error}.") from error
    return certificate, key


def check(certificate: Path, key: Path) -> None:
    """Raises WrongUse for files that can't be served with: no PEM, not belonging together, a key with a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, password=lambda: b"")
    except (OSError, ValueError) as error:
        raise WrongUse(
            f"{certificate} and {key} can't be used: {error}. Give both as PEM, the key without a password."
        ) from error


def names_in(certificate: Path) -> set[str]:
    """The addresses and names a certificate is for."""
    parsed = x509.load_pem_x509_certificate(certificate.read_bytes())
    names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    found = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    return found | set(names.get_values_for_type(x509.DNSName))


def _serves(certificate: Path, key: Path, wanted: set[str]) -> bool:
    if not certificate.is_file() or not key.is_file():
        return False
    try:
        ends = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
        return ends - datetime.now(UTC) > RENEWED_BEFORE and wanted <= names_in(certificate)
    except (ValueError, x509.ExtensionNotFound):
        return False


def _kept_key(path: Path) -> ec.EllipticCurvePrivateKey:
    if path.is_file():
        kept = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(kept, ec.EllipticCurvePrivateKey):
            return kept
        path.unlink()
    private = ec.generate_private_key(ec.SECP256R1())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as writing:
        writing.write(
            private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return private


def _signed(private: ec.EllipticCurvePrivateKey, names: Sequence[str]) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Call Trainer on this network")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now - timedelta(days=1) + LASTS)
        .add_extension(x509.SubjectAlternativeName([_general(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)
