"""Below `/ricerca/` on every site."""

from django.urls import path

from search.views.results import results

urlpatterns = [path("", results, name="search_results")]
