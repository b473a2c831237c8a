"""The second factor: a code of six digits from an app on the telephone (TOTP, RFC 6238).

Anybody may set one up; members of a group with the permission `must_use_second_factor` have to,
and with ADMINISTRATORS_NEED_SECOND_FACTOR also those who may change accounts. Ten backup codes go
with it.
"""

import io
from base64 import b32encode, b64encode

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.crypto import get_random_string
from django_otp import login as give
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import login_log
from .models import LoginEvent

VERIFY, SET_UP = "verify", "set-up"
BACKUP_CODES = 10
# Without what looks alike; ten of these are 49 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

Kind = LoginEvent.Kind


def missing_step(user) -> str:
    """The step that a user logged in by password still has to take: VERIFY, SET_UP or ""."""
    has, must = (
        get_user_model()
        .objects.filter(pk=user.pk)
        .annotate(has=Exists(_confirmed().filter(user=OuterRef("pk"))), must=Exists(_rules()))
        .values_list("has", "must")
        .get()
    )
    if has:
        return VERIFY
    return SET_UP if must or _is_obligatory_for_administrator(user) else ""


def is_obligatory(user) -> bool:
    """Whether this user has to have a second factor."""
    must = get_user_model().objects.filter(pk=user.pk).filter(Exists(_rules())).exists()
    return must or _is_obligatory_for_administrator(user)


def _rules():
    """The permission, as far as a group has it that the user of the outer query is in."""
    return Permission.objects.filter(
        group__user=OuterRef("pk"),
        codename="must_use_second_factor",
        content_type__app_label="accounts",
    )


def _is_obligatory_for_administrator(user):
    return settings.ADMINISTRATORS_NEED_SECOND_FACTOR and user.has_perm("auth.change_user")


def device_of(user) -> TOTPDevice | None:
    """The app that the user has set up."""
    return _confirmed().filter(user=user).first()


def prepare(user) -> TOTPDevice:
    """The app that the user is about to set up; the key stays the same until it is confirmed."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(request, code: str) -> list[str]:
    """Activate the app, if it shows this code. Returns the backup codes, or []."""
    user = request.user
    with transaction.atomic():
        device = prepare(user)
        if not device.verify_token(_clean(code)):
            return []
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        codes = renew_backup_codes(user)
        login_log.record(Kind.FACTOR_ON, user, request)
    _let_in(request, device)
    return codes


def verify(request, code: str) -> bool:
    """Complete the login, if the code is right."""
    if device := is_right(request, code):
        _let_in(request, device)
    return device is not None


def is_right(request, code: str) -> Device | None:
    """The device whose code this is: the app, or an unused backup code, which is used up."""
    code = _clean(code)
    for device, kind in _devices(request.user):
        with transaction.atomic():
            locked = type(device).objects.select_for_update().get(pk=device.pk)
            fits = locked.verify_token(code)
        if fits:
            login_log.record(kind, request.user, request)
            return locked
    login_log.record(Kind.WRONG_CODE, request.user, request)
    return None


def renew_backup_codes(user) -> list[str]:
    """Ten new codes, each good for one login; the old ones are void."""
    device, _is_new = StaticDevice.objects.get_or_create(
        user=user, name="backup", defaults={"confirmed": True}
    )
    device.token_set.all().delete()
    codes = [get_random_string(10, LETTERS) for _number in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def backup_codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def remove(user, request, by=None):
    """Delete the app and the backup codes. by: the operator who did it, if not the user."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        login_log.record(Kind.FACTOR_OFF, user, request, by=by)


def record_wrong_password(request):
    """Record a wrong password, given in the open browser of this user."""
    login_log.record(Kind.WRONG, request.user, request)


def picture(device: TOTPDevice) -> str:
    """The QR code that apps read, as a data: address of an SVG."""
    svg = io.BytesIO()
    segno.make(device.config_url, error="m").save(svg, kind="svg", scale=5, border=4, light="#fff")
    return "data:image/svg+xml;base64," + b64encode(svg.getvalue()).decode()


def key_to_type(device: TOTPDevice) -> str:
    """The key in base32, in groups of four letters, for users who cannot scan the picture."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _confirmed():
    return TOTPDevice.objects.filter(confirmed=True)


def _devices(user):
    for device in _confirmed().filter(user=user):
        yield device, Kind.CODE
    for device in StaticDevice.objects.filter(user=user, confirmed=True):
        yield device, Kind.BACKUP_CODE


def _let_in(request, device):
    # Whoever knew the session's key before does not share what it may do now.
    request.session.cycle_key()
    give(request, device)


def _clean(code):
    return "".join(code.split()).replace("-", "").replace("\x00", "").lower()[:20]
