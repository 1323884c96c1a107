"""The page types, one file each; import them from here."""

from cms.models.event_page import EventPage
from cms.models.event_section_page import EventSectionPage
from cms.models.home_page import HomePage
from cms.models.landing_page import LandingPage
from cms.models.news_page import NewsPage
from cms.models.news_section_page import NewsSectionPage

__all__ = ["EventPage", "EventSectionPage", "HomePage", "LandingPage", "NewsPage", "NewsSectionPage"]
