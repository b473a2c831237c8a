"""The pages that editors write."""

from .accessibility import AccessibilityStatementPage, BarrierReport
from .home_page import HomePage, TeaserChoice
from .imprint import ImprintPage
from .landing import LandingPage, LandingService
from .plain_languages import EasyLanguagePage, SignLanguagePage
from .privacy import PrivacyPage
from .sitemap import SitemapPage
from .standard import StandardPage
from .step_by_step import JourneyPart, StepByStepPage

__all__ = [
    "AccessibilityStatementPage",
    "BarrierReport",
    "EasyLanguagePage",
    "HomePage",
    "ImprintPage",
    "JourneyPart",
    "LandingPage",
    "LandingService",
    "PrivacyPage",
    "SignLanguagePage",
    "SitemapPage",
    "StandardPage",
    "StepByStepPage",
    "TeaserChoice",
]
